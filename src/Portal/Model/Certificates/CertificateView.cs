using Bcs.Api.Catalogue;

using Portal.Contracts.Certificates;
using Portal.Design;
using Portal.Resources;

namespace Portal.Model.Certificates;

/// <summary>What pages show of a certificate.</summary>
internal static class CertificateView
{
    private static readonly (string, BcsOperation) Freeze = (CertificateChanges.Freeze, BcsOperations.FreezeUserCertificate);
    private static readonly (string, BcsOperation) Unfreeze = (CertificateChanges.Unfreeze, BcsOperations.UnfreezeUserCertificate);

    /// <summary>How it is. One that has ended is of no use, whatever else it is.</summary>
    public static Status Status(CertificateDto certificate, DateTimeOffset now) => certificate.State switch
    {
        CertificateStates.Gone => new(StatusKind.Stopped, "certs.state.gone"),
        _ when certificate.NotAfter <= now => new(StatusKind.Bad, "certs.state.expired"),
        CertificateStates.Active => new(StatusKind.Good, "certs.state.active"),
        CertificateStates.Freezing => new(StatusKind.Busy, "certs.state.freezing"),
        CertificateStates.Unfreezing => new(StatusKind.Busy, "certs.state.unfreezing"),
        CertificateStates.Frozen => new(StatusKind.Stopped, "certs.state.frozen"),
        CertificateStates.Unclear => new(StatusKind.Unknown, "certs.state.unclear"),
        _ => new(StatusKind.Unknown, certificate.State),
    };

    /// <summary>How urgent its stage is.</summary>
    public static StatusKind Kind(string stage) => stage switch
    {
        CertificateStages.Expired or CertificateStages.Week => StatusKind.Bad,
        CertificateStages.Month => StatusKind.Warning,
        CertificateStages.Quarter => StatusKind.Busy,
        CertificateStages.Later => StatusKind.Good,
        _ => StatusKind.Unknown,
    };

    /// <summary>What it is called.</summary>
    public static string Name(Texts texts, CertificateDto certificate) => certificate.User ?? texts[$"certs.kind.{certificate.Kind}"];

    /// <summary>Service, organisation and user, to tell it from all others.</summary>
    public static string Whole(Texts texts, CertificateDto certificate) =>
        $"{Name(texts, certificate)} · {certificate.Organization} · {certificate.BlockchainName ?? certificate.BlockchainId}";

    /// <summary>What there is to do with it, with the operation that does it. What is about to take effect can be taken back. Where the state is not known, each of the two can turn out to be the one.</summary>
    public static IReadOnlyList<(string Change, BcsOperation Operation)> Changes(CertificateDto certificate) => certificate switch
    {
        { Kind: not CertificateKinds.Generated } => [(CertificateChanges.Download, BcsOperations.DownloadCertificates)],
        { State: CertificateStates.Unclear } => [Freeze, Unfreeze],
        { State: CertificateStates.Frozen or CertificateStates.Freezing } => [Unfreeze],
        _ => [Freeze],
    };

    /// <summary>What of it can be done now.</summary>
    public static IReadOnlyList<(string Change, BcsOperation Operation)> ChangesNow(CertificateDto certificate) =>
        certificate.State is CertificateStates.Gone ? [] : Changes(certificate);
}
