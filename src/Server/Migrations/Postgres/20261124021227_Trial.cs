using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Trial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "file",
                table: "press_items",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "for_press",
                table: "bulletin_uploads",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "bulletin_readings",
                columns: table => new
                {
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    le = table.Column<bool>(type: "boolean", nullable: false),
                    ngan = table.Column<bool>(type: "boolean", nullable: false),
                    zero_hundred = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_readings", x => x.unit);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulletin_readings");

            migrationBuilder.DropColumn(
                name: "file",
                table: "press_items");

            migrationBuilder.DropColumn(
                name: "for_press",
                table: "bulletin_uploads");
        }
    }
}
