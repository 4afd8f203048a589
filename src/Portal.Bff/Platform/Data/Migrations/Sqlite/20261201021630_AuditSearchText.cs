using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditSearchText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "search",
                table: "audit_records",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // What was recorded before is found by its columns and its request as they stand; the text itself is folded by the database.
            migrationBuilder.Sql(
                "update audit_records set search = lower("
                + "coalesce(operation, '') || char(10) || coalesce(action, '') || char(10) || coalesce(actor_name, '') || char(10) || coalesce(path, '') || char(10) || coalesce(blockchain_id, '') || char(10) || "
                + "coalesce(channel, '') || char(10) || coalesce(organization, '') || char(10) || coalesce(user_name, '') || char(10) || coalesce(address, '') || char(10) || coalesce(trace_id, '') || char(10) || "
                + "coalesce(upstream_code, '') || char(10) || coalesce(operation_id, '') || char(10) || coalesce(file, '') || char(10) || coalesce(substr(request, 1, 4000), ''))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "search",
                table: "audit_records");
        }
    }
}
