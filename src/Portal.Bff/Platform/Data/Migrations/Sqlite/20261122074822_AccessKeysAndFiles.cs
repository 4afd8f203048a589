using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessKeysAndFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CredentialAccessKey",
                table: "tenants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "CredentialSecretKey",
                table: "tenants",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "file",
                table: "audit_records",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CredentialAccessKey",
                table: "tenants");

            migrationBuilder.DropColumn(
                name: "CredentialSecretKey",
                table: "tenants");

            migrationBuilder.DropColumn(
                name: "file",
                table: "audit_records");
        }
    }
}
