using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
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
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    header = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    target = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C")
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
