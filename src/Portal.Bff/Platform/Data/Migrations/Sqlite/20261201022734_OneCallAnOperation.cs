using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Bff.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneCallAnOperation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Answer",
                table: "operations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Evidence",
                table: "operations",
                type: "TEXT",
                nullable: true);

            // What is known to have happened stays known.
            migrationBuilder.Sql("""UPDATE operations SET "Answer" = 'accepted' WHERE "Happened" """);

            // Two calls may have been taken for one operation; which of them was meant nobody can say any more.
            migrationBuilder.Sql(
                """
                UPDATE operations SET "BecameId" = NULL, "Status" = 'unknown', "Version" = "Version" + 1
                WHERE "BecameId" IS NOT NULL AND EXISTS (
                    SELECT 1 FROM operations AS other
                    WHERE other."Tenant" = operations."Tenant" AND other."BecameId" = operations."BecameId" AND other."Id" < operations."Id")
                """);

            migrationBuilder.DropColumn(
                name: "Happened",
                table: "operations");

            migrationBuilder.CreateIndex(
                name: "IX_operations_Tenant_BecameId",
                table: "operations",
                columns: new[] { "Tenant", "BecameId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_operations_Tenant_BecameId",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "Answer",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "Evidence",
                table: "operations");

            migrationBuilder.AddColumn<bool>(
                name: "Happened",
                table: "operations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
