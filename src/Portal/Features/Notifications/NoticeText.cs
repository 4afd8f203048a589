using Portal.Contracts.Notifications;
using Portal.Design;
using Portal.Model.Consortia;
using Portal.Resources;

namespace Portal.Features.Notifications;

/// <summary>Notifications in words, and where they lead.</summary>
internal static class NoticeText
{
    /// <summary>What happened.</summary>
    public static string Of(Texts texts, NotificationDto notice) =>
        texts["notice." + notice.Kind, About(notice, "channel"), About(notice, "party"), About(notice, "service"), Operation(texts, notice)];

    /// <summary>The page about it.</summary>
    public static string Url(NotificationDto notice) =>
        About(notice, "operationId") is { Length: > 0 } id ? PortalUrls.Operation(notice.Tenant, id)
        : PortalUrls.Consortium(notice.Tenant, notice.Kind == NotificationKinds.InvitationReceived ? ConsortiumTabs.Mine : null);

    /// <summary>Its colour and shape.</summary>
    public static StatusKind Kind(NotificationDto notice) => notice.Kind switch
    {
        NotificationKinds.OperationFinished or NotificationKinds.InvitationAgreed => StatusKind.Good,
        NotificationKinds.OperationFailed or NotificationKinds.AcceptanceFailed => StatusKind.Bad,
        NotificationKinds.InvitationReceived => StatusKind.Waiting,
        NotificationKinds.OperationUnknown => StatusKind.Unknown,
        _ => StatusKind.Stopped,
    };

    /// <summary>The picture of what it is about.</summary>
    public static string Icon(NotificationDto notice) => Kind(notice) switch
    {
        StatusKind.Good => "check",
        StatusKind.Bad => "cross",
        StatusKind.Waiting => "consortium",
        StatusKind.Unknown => "question",
        _ => "info",
    };

    private static string Operation(Texts texts, NotificationDto notice) =>
        OperationText.Name(texts, About(notice, "operation") is { Length: > 0 } id ? id : null, About(notice, "type"));

    private static string About(NotificationDto notice, string name) => notice.About.GetValueOrDefault(name) ?? "";
}
