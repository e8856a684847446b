using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Readings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By month, as playback is.
            migrationBuilder.Sql(
                """
                create table readings (
                    device varchar(32) collate "C" not null,
                    at timestamptz not null,
                    online boolean not null,
                    clock_error_ms double precision,
                    volume integer not null,
                    disk_free_mb bigint,
                    unsent integer not null,
                    constraint pk_readings primary key (device, at)
                ) partition by range (at);
                create table readings_other partition of readings default;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "readings");
        }
    }
}
