using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<decimal>(
                name: "share",
                table: "unit_lineage",
                type: "TEXT",
                precision: 9,
                scale: 8,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "withdrawn",
                table: "unit_lineage",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "change_drafts",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    units = table.Column<int>(type: "INTEGER", nullable: false),
                    edges = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    changed = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false)
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
