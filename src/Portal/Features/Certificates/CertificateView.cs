using Bcs.Api.Catalogue;

using Portal.Contracts.Certificates;
using Portal.Controls;
using Portal.Resources;

namespace Portal.Features.Certificates;

/// <summary>What pages show of a certificate.</summary>
internal static class CertificateView
{
    /// <summary>How it is. One that has ended is of no use, whatever else it is.</summary>
    public static Status Status(CertificateDto certificate, DateTimeOffset now) => certificate.State switch
    {
        CertificateStates.Gone => new(StatusKind.Stopped, "certs.state.gone"),
        _ when certificate.NotAfter <= now => new(StatusKind.Bad, "certs.state.expired"),
        CertificateStates.Active => new(StatusKind.Good, "certs.state.active"),
        CertificateStates.Freezing => new(StatusKind.Busy, "certs.state.freezing"),
        CertificateStates.Unfreezing => new(StatusKind.Busy, "certs.state.unfreezing"),
        CertificateStates.Frozen => new(StatusKind.Stopped, "certs.state.frozen"),
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

    /// <summary>What can be done with it now, with the operation that does it.</summary>
    public static (string Change, BcsOperation Operation)? Change(CertificateDto certificate) => certificate switch
    {
        { State: CertificateStates.Gone } => null,
        { Kind: not CertificateKinds.Generated } => (CertificateChanges.Download, BcsOperations.DownloadCertificates),
        { State: CertificateStates.Active } => (CertificateChanges.Freeze, BcsOperations.FreezeUserCertificate),
        { State: CertificateStates.Frozen } => (CertificateChanges.Unfreeze, BcsOperations.UnfreezeUserCertificate),
        _ => null,
    };
}
