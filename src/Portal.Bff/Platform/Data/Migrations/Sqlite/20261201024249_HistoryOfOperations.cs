using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HistoryOfOperations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsHistory",
                table: "operations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ImportedAt",
                table: "operation_feeds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_operations_Tenant_OutcomeRecorded",
                table: "operations",
                columns: new[] { "Tenant", "OutcomeRecorded" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_operations_Tenant_OutcomeRecorded",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "IsHistory",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "ImportedAt",
                table: "operation_feeds");
        }
    }
}
