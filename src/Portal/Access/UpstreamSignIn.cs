namespace Portal.Access;

/// <summary>
/// Asks for the cloud password in place when the person's own token is gone. Calls that wait for it at the same time share one question.
/// </summary>
internal sealed class UpstreamSignIn
{
    private TaskCompletionSource<bool>? _question;

    /// <summary>Raised when the question appears or goes; the dialog listens.</summary>
    public event Action? Changed;

    /// <summary>True while the question is open.</summary>
    public bool IsOpen => _question is not null;

    /// <summary>True if the person signed in again, false if they declined.</summary>
    public Task<bool> AskAsync()
    {
        if (_question is null)
        {
            _question = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Changed?.Invoke();
        }

        return _question.Task;
    }

    /// <summary>Answers the open question.</summary>
    public void Answer(bool signedIn)
    {
        var question = _question;
        _question = null;
        Changed?.Invoke();
        question?.TrySetResult(signedIn);
    }
}
