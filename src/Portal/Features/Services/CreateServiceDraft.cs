using System.Globalization;

using Bcs.Api.Services;

namespace Portal.Features.Services;

/// <summary>An earlier request as what was typed into <see cref="CreateServiceForm"/>. Secrets and what the form does not show are left out.</summary>
internal static class CreateServiceDraft
{
    /// <summary>The fields with their values.</summary>
    public static IReadOnlyDictionary<string, string> Of(CreateServiceRequest request)
    {
        var draft = new Dictionary<string, string>();
        Put(FieldNames.Name, request.Name);
        PutNumber(FieldNames.Edition, request.VersionType);
        Put(FieldNames.Type, request.BlockchainType);
        Put(FieldNames.Project, request.EnterpriseProjectId);
        Put(FieldNames.Consensus, request.Consensus);
        Put(FieldNames.Sign, request.SignAlgorithm);
        PutNumber(FieldNames.Orderers, request.OrdererNodeNumber);
        Put(FieldNames.Database, request.DatabaseType);
        Put(FieldNames.CouchUser, request.CouchdbInfo?.UserName);
        PutNumber(FieldNames.BlockTimeout, request.BlockInfo?.BatchTimeout);
        PutNumber(FieldNames.BlockCount, request.BlockInfo?.MaxMessageCount);
        PutNumber(FieldNames.BlockSize, request.BlockInfo?.PreferredMaxbytes);
        Put(FieldNames.ClusterId, request.CceClusterInfo?.ClusterId);
        Put(FieldNames.ClusterName, request.CceClusterInfo?.ClusterName);
        Put(FieldNames.Platform, request.CceClusterInfo?.ClusterPlatformType);
        Put(FieldNames.Volume, request.VolumeType);
        Put(FieldNames.Disk, request.EvsDiskType);
        PutNumber(FieldNames.DiskSize, request.OrgDiskSize);
        Put(FieldNames.Zone, request.TurboInfo?.AvailableZone);
        Put(FieldNames.Eip, request.UseEip is { } eip ? Flag(eip) : null);
        PutNumber(FieldNames.Bandwidth, request.BandwidthSize);
        Rows(request);
        return draft;

        void Put(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                draft[name] = value;
            }
        }

        void PutNumber(string name, long? value) => Put(name, value?.ToString(CultureInfo.InvariantCulture));

        void Rows(CreateServiceRequest request)
        {
            var organizations = request.PeerOrgs ?? [];
            foreach (var (index, organization) in organizations.Index())
            {
                Put(FieldNames.OrganizationName(index + 1), organization.Name);
                PutNumber(FieldNames.OrganizationPeers(index + 1), organization.NodeCount);
            }

            foreach (var (index, channel) in (request.Channels ?? []).Index())
            {
                // Rows of both kinds share one sequence of numbers.
                var row = organizations.Count + index + 1;
                Put(FieldNames.ChannelName(row), channel.Name);
                Put(FieldNames.ChannelDescription(row), channel.Description);
                foreach (var (other, organization) in organizations.Index())
                {
                    Put(FieldNames.ChannelOrganization(row, other + 1), Flag(channel.OrgNames?.Contains(organization.Name) == true));
                }
            }
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
