using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sheet_mappings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sheet_mappings",
                columns: table => new
                {
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    header = table.Column<string>(type: "TEXT", nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheet_mappings", x => new { x.source, x.header });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sheet_mappings");
        }
    }
}
