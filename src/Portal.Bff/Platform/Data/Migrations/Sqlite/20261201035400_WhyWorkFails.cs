using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WhyWorkFails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FailingSince",
                table: "tenant_work",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Trouble",
                table: "tenant_work",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FailingSince",
                table: "tenant_work");

            migrationBuilder.DropColumn(
                name: "Trouble",
                table: "tenant_work");
        }
    }
}
