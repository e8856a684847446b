using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlaysByMonth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_plays",
                table: "plays");

            migrationBuilder.AddColumn<DateOnly>(
                name: "month",
                table: "plays",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddPrimaryKey(
                name: "pk_plays",
                table: "plays",
                columns: new[] { "device", "n", "month" });

            migrationBuilder.Sql("update plays set month = coalesce(substr(coalesce(started, planned, ended), 1, 7) || '-01', '1970-01-01');");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_plays",
                table: "plays");

            migrationBuilder.DropColumn(
                name: "month",
                table: "plays");

            migrationBuilder.AddPrimaryKey(
                name: "pk_plays",
                table: "plays",
                columns: new[] { "device", "n" });
        }
    }
}
