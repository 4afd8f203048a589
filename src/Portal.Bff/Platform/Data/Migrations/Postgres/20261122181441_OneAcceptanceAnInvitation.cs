using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OneAcceptanceAnInvitation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Two that were asked for in one moment may both be there; the index takes one.
            migrationBuilder.Sql(
                """
                UPDATE acceptances SET "Status" = 'cancelled'
                WHERE "Status" IN ('creating', 'accepting') AND EXISTS (
                    SELECT 1 FROM acceptances AS other
                    WHERE other."Tenant" = acceptances."Tenant" AND other."InvitorBcsId" = acceptances."InvitorBcsId" AND other."ChannelName" = acceptances."ChannelName"
                        AND other."Status" IN ('creating', 'accepting') AND other."Id" < acceptances."Id")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_acceptances_Tenant_InvitorBcsId_ChannelName",
                table: "acceptances",
                columns: new[] { "Tenant", "InvitorBcsId", "ChannelName" },
                unique: true,
                filter: "\"Status\" IN ('creating', 'accepting')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_acceptances_Tenant_InvitorBcsId_ChannelName",
                table: "acceptances");
        }
    }
}
