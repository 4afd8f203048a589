namespace Portal.Features.Services.Scaling;

/// <summary>The four changes of section 5.1.4, of which the cloud takes one at a time.</summary>
public enum ScaleKind
{
    /// <summary>More peers for organisations that exist.</summary>
    AddPeers,

    /// <summary>Fewer peers for organisations that exist.</summary>
    RemovePeers,

    /// <summary>New organisations.</summary>
    AddOrganizations,

    /// <summary>Organisations that go with all their peers.</summary>
    RemoveOrganizations,
}
