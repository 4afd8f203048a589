using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SingleSignOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Provider",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProviderSession",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProviderSubject",
                table: "sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RequesterId",
                table: "operations",
                type: "TEXT",
                nullable: true);

            // Until now everybody came from IAM, whose accounts are the domain's: a name there is one person.
            migrationBuilder.Sql(
                """
                UPDATE operations SET "RequesterId" = 'iam:' || (SELECT t."Domain" FROM tenants AS t WHERE t."Id" = operations."Tenant") || '/' || "RequestedBy"
                WHERE "RequestedBy" IS NOT NULL
                """);
            migrationBuilder.Sql(
                """
                UPDATE notices SET "Audience" = 'person:' || "Tenant" || ':iam:' || (SELECT t."Domain" FROM tenants AS t WHERE t."Id" = notices."Tenant")
                    || '/' || substr("Audience", length('person:' || "Tenant" || ':') + 1)
                WHERE "Audience" LIKE 'person:%' AND EXISTS (SELECT 1 FROM tenants AS t WHERE t."Id" = notices."Tenant")
                """);

            migrationBuilder.AddColumn<string>(
                name: "UserGroups",
                table: "acceptances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "used_logout_tokens",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "TEXT", nullable: false),
                    IdHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_logout_tokens", x => new { x.Provider, x.IdHash });
                });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_Provider_ProviderSession",
                table: "sessions",
                columns: new[] { "Provider", "ProviderSession" });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_Provider_ProviderSubject",
                table: "sessions",
                columns: new[] { "Provider", "ProviderSubject" });

            migrationBuilder.CreateIndex(
                name: "IX_used_logout_tokens_UsedAt",
                table: "used_logout_tokens",
                column: "UsedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "used_logout_tokens");

            migrationBuilder.DropIndex(
                name: "IX_sessions_Provider_ProviderSession",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_Provider_ProviderSubject",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "Provider",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "ProviderSession",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "ProviderSubject",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "RequesterId",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "UserGroups",
                table: "acceptances");
        }
    }
}
