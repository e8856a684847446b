using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProgrammesAndCare : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "power",
                table: "readings",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "power_percent",
                table: "readings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "signal_percent",
                table: "readings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "temperature_c",
                table: "readings",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "file",
                table: "press_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "alarm",
                table: "devices",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "labels",
                table: "devices",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "latitude",
                table: "devices",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "longitude",
                table: "devices",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "off",
                table: "devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "for_press",
                table: "bulletin_uploads",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "air_hours",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    volume = table.Column<int>(type: "INTEGER", nullable: true),
                    voted_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    votes_for = table.Column<int>(type: "INTEGER", nullable: true),
                    votes_against = table.Column<int>(type: "INTEGER", nullable: true),
                    minutes = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    is_sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    set_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_air_hours", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_answers",
                columns: table => new
                {
                    command = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    result = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    received = table.Column<DateTime>(type: "TEXT", nullable: false),
                    volume = table.Column<int>(type: "INTEGER", nullable: false),
                    says = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_answers", x => new { x.command, x.device });
                });

            migrationBuilder.CreateTable(
                name: "device_commands",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    area = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    value = table.Column<int>(type: "INTEGER", nullable: true),
                    issued = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_commands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_complaints",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    about = table.Column<DateTime>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    contact = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    received = table.Column<DateTime>(type: "TEXT", nullable: false),
                    repair = table.Column<long>(type: "INTEGER", nullable: true),
                    answered = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_complaints", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "device_drills",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    audible = table.Column<bool>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    devices = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_drills", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_repairs",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    opened = table.Column<DateTime>(type: "TEXT", nullable: false),
                    opened_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    cause = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    assigned = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    closed = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    done = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    photo = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_repairs", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "player_releases",
                columns: table => new
                {
                    version = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    manifest = table.Column<string>(type: "TEXT", nullable: false),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    share = table.Column<int>(type: "INTEGER", nullable: false),
                    stopped = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_player_releases", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "programme_choices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    commune = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    winner = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    loser = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_choices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "programme_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    made_by_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "programme_versions",
                columns: table => new
                {
                    programme = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    plan = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_versions", x => new { x.programme, x.version });
                });

            migrationBuilder.CreateTable(
                name: "programmes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    on_air = table.Column<string>(type: "TEXT", nullable: true),
                    signed_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    air_ends = table.Column<DateTime>(type: "TEXT", nullable: true),
                    author = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    author_name = table.Column<string>(type: "TEXT", nullable: false),
                    edited = table.Column<DateTime>(type: "TEXT", nullable: false),
                    approved_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    approved_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    approved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    is_sample = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programmes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "relays",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    added_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    is_sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_relays", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_air_hours_unit",
                table: "air_hours",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_device_commands_device_issued",
                table: "device_commands",
                columns: new[] { "device", "issued" });

            migrationBuilder.CreateIndex(
                name: "ix_device_commands_expires",
                table: "device_commands",
                column: "expires");

            migrationBuilder.CreateIndex(
                name: "ix_device_complaints_device",
                table: "device_complaints",
                column: "device");

            migrationBuilder.CreateIndex(
                name: "ix_device_complaints_received",
                table: "device_complaints",
                column: "received");

            migrationBuilder.CreateIndex(
                name: "ix_device_drills_at",
                table: "device_drills",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_device_repairs_closed_due",
                table: "device_repairs",
                columns: new[] { "closed", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_device_repairs_device",
                table: "device_repairs",
                column: "device");

            migrationBuilder.CreateIndex(
                name: "ix_programme_choices_commune",
                table: "programme_choices",
                column: "commune");

            migrationBuilder.CreateIndex(
                name: "ix_programme_choices_loser",
                table: "programme_choices",
                column: "loser");

            migrationBuilder.CreateIndex(
                name: "ix_programme_templates_unit",
                table: "programme_templates",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_programmes_air_ends",
                table: "programmes",
                column: "air_ends");

            migrationBuilder.CreateIndex(
                name: "ix_programmes_area",
                table: "programmes",
                column: "area");

            migrationBuilder.CreateIndex(
                name: "ix_relays_unit",
                table: "relays",
                column: "unit");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "air_hours");

            migrationBuilder.DropTable(
                name: "device_answers");

            migrationBuilder.DropTable(
                name: "device_commands");

            migrationBuilder.DropTable(
                name: "device_complaints");

            migrationBuilder.DropTable(
                name: "device_drills");

            migrationBuilder.DropTable(
                name: "device_repairs");

            migrationBuilder.DropTable(
                name: "player_releases");

            migrationBuilder.DropTable(
                name: "programme_choices");

            migrationBuilder.DropTable(
                name: "programme_templates");

            migrationBuilder.DropTable(
                name: "programme_versions");

            migrationBuilder.DropTable(
                name: "programmes");

            migrationBuilder.DropTable(
                name: "relays");

            migrationBuilder.DropColumn(
                name: "power",
                table: "readings");

            migrationBuilder.DropColumn(
                name: "power_percent",
                table: "readings");

            migrationBuilder.DropColumn(
                name: "signal_percent",
                table: "readings");

            migrationBuilder.DropColumn(
                name: "temperature_c",
                table: "readings");

            migrationBuilder.DropColumn(
                name: "file",
                table: "press_items");

            migrationBuilder.DropColumn(
                name: "alarm",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "labels",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "latitude",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "longitude",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "off",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "for_press",
                table: "bulletin_uploads");
        }
    }
}
