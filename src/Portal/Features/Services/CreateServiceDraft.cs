using System.Globalization;

using Bcs.Api.Services;

namespace Portal.Features.Services;

/// <summary>A request as what is typed into <see cref="CreateServiceForm"/>. Secrets are left out.</summary>
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
        PutFlag(FieldNames.Restful, request.RestfulApiSupport);
        PutFlag(FieldNames.Tc3, request.Tc3Need);
        PutFlag(FieldNames.Invitee, request.IsInvitee);
        Put(FieldNames.InviterTenant, request.InvitorInfos?.TenantId);
        Put(FieldNames.InviterProject, request.InvitorInfos?.ProjectId);
        Put(FieldNames.InviterService, request.InvitorInfos?.BlockchainId);
        Put(FieldNames.Fabric, request.FabricVersion);
        Put(FieldNames.Consensus, request.Consensus);
        Put(FieldNames.Sign, request.SignAlgorithm);
        PutNumber(FieldNames.Orderers, request.OrdererNodeNumber);
        Put(FieldNames.Database, request.DatabaseType);
        Put(FieldNames.CouchUser, request.CouchdbInfo?.UserName);
        Put(FieldNames.KafkaSpec, request.KafkaCreateInfo?.Spec);
        PutNumber(FieldNames.KafkaStorage, request.KafkaCreateInfo?.Storage);
        Put(FieldNames.KafkaZone, request.KafkaCreateInfo?.Az);
        PutNumber(FieldNames.BlockTimeout, request.BlockInfo?.BatchTimeout);
        PutNumber(FieldNames.BlockCount, request.BlockInfo?.MaxMessageCount);
        PutNumber(FieldNames.BlockSize, request.BlockInfo?.PreferredMaxbytes);
        Put(FieldNames.Cluster, KindOfCluster(request));
        Put(FieldNames.ClusterId, request.CceClusterInfo?.ClusterId);
        Put(FieldNames.ClusterName, request.CceClusterInfo?.ClusterName);
        Put(FieldNames.Platform, (request.CreateNewCluster == true ? request.CceCreateInfo?.ClusterPlatformType : null) ?? request.CceClusterInfo?.ClusterPlatformType);
        PutNumber(FieldNames.NodeCount, request.CceCreateInfo?.NodeNum);
        Put(FieldNames.NodeFlavor, request.CceCreateInfo?.NodeFlavor);
        Put(FieldNames.ClusterFlavor, request.CceCreateInfo?.CceFlavor);
        Put(FieldNames.ClusterZone, request.CceCreateInfo?.Az);
        PutNumber(FieldNames.EdgeMode, request.IefDeployMode);
        Put(FieldNames.Volume, request.VolumeType);
        Put(FieldNames.Disk, request.EvsDiskType);
        PutNumber(FieldNames.DiskSize, request.OrgDiskSize);
        Put(FieldNames.Zone, request.TurboInfo?.AvailableZone);
        PutFlag(FieldNames.Eip, request.UseEip);
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

        void PutFlag(string name, bool? value) => Put(name, value is { } flag ? Flag(flag) : null);

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

            var before = organizations.Count + (request.Channels?.Count ?? 0);
            foreach (var (index, node) in (request.IefNodesInfo ?? []).Index())
            {
                Put(FieldNames.EdgeNodeId(before + index + 1), node.Id);
                Put(FieldNames.EdgeNodeAddress(before + index + 1), node.PublicIpAddress);
            }
        }
    }

    private static string? KindOfCluster(CreateServiceRequest request) =>
        string.Equals(request.ClusterType, "ief", StringComparison.OrdinalIgnoreCase) ? CreateServiceForm.Edge
        : request.CreateNewCluster is { } made ? made ? CreateServiceForm.New : CreateServiceForm.Existing
        : null;

    private static string Flag(bool value) => value ? "true" : "false";
}
