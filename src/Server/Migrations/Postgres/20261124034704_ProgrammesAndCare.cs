using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
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
                type: "character varying(16)",
                maxLength: 16,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "power_percent",
                table: "readings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "signal_percent",
                table: "readings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "temperature_c",
                table: "readings",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "file",
                table: "press_items",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "alarm",
                table: "devices",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "labels",
                table: "devices",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<double>(
                name: "latitude",
                table: "devices",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "longitude",
                table: "devices",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "off",
                table: "devices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "for_press",
                table: "bulletin_uploads",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "air_hours",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    to = table.Column<int>(type: "integer", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    volume = table.Column<int>(type: "integer", nullable: true),
                    voted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    votes_for = table.Column<int>(type: "integer", nullable: true),
                    votes_against = table.Column<int>(type: "integer", nullable: true),
                    minutes = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true, collation: "C"),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_air_hours", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_answers",
                columns: table => new
                {
                    command = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    device = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    result = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    volume = table.Column<int>(type: "integer", nullable: false),
                    says = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_answers", x => new { x.command, x.device });
                });

            migrationBuilder.CreateTable(
                name: "device_commands",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    device = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    value = table.Column<int>(type: "integer", nullable: true),
                    issued = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_commands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_complaints",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    device = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    about = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    contact = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    received = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    repair = table.Column<long>(type: "bigint", nullable: true),
                    answered = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_complaints", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "device_drills",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    audible = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    devices = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_drills", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_repairs",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    device = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    opened = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    cause = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    assigned = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    closed = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    done = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    photo = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_repairs", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "player_releases",
                columns: table => new
                {
                    version = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    manifest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    files = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    share = table.Column<int>(type: "integer", nullable: false),
                    stopped = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_player_releases", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "programme_choices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    winner = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    loser = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_choices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "programme_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    items = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_by_name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "programme_versions",
                columns: table => new
                {
                    programme = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    remark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    plan = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_versions", x => new { x.programme, x.version });
                });

            migrationBuilder.CreateTable(
                name: "programmes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    plan = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    on_air = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    signed_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    air_ends = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    author = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    author_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    edited = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    approved_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    remark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programmes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "relays",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    added_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
