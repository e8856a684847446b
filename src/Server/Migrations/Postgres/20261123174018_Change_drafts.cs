using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Change_drafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "confidence",
                table: "unit_lineage",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<decimal>(
                name: "share",
                table: "unit_lineage",
                type: "numeric(9,8)",
                precision: 9,
                scale: 8,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "withdrawn",
                table: "unit_lineage",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "change_drafts",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    on = table.Column<DateOnly>(type: "date", nullable: true),
                    units = table.Column<int>(type: "integer", nullable: false),
                    edges = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    changed = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    applied = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_drafts", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_change_drafts_changed",
                table: "change_drafts",
                column: "changed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_drafts");

            migrationBuilder.DropColumn(
                name: "confidence",
                table: "unit_lineage");

            migrationBuilder.DropColumn(
                name: "share",
                table: "unit_lineage");

            migrationBuilder.DropColumn(
                name: "withdrawn",
                table: "unit_lineage");
        }
    }
}
