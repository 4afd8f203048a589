using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "");

            // What was recorded before is found by its columns and its request as they stand; the text itself is folded by the database.
            migrationBuilder.Sql(
                "update audit_records set search = lower("
                + "coalesce(operation, '') || chr(10) || coalesce(action, '') || chr(10) || coalesce(actor_name, '') || chr(10) || coalesce(path, '') || chr(10) || coalesce(blockchain_id, '') || chr(10) || "
                + "coalesce(channel, '') || chr(10) || coalesce(organization, '') || chr(10) || coalesce(user_name, '') || chr(10) || coalesce(address, '') || chr(10) || coalesce(trace_id, '') || chr(10) || "
                + "coalesce(upstream_code, '') || chr(10) || coalesce(operation_id, '') || chr(10) || coalesce(file, '') || chr(10) || coalesce(substr(request, 1, 4000), ''))");
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
