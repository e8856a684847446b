using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ProcedureDeskAndNewsroom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ended_by",
                table: "role_grants",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "for",
                table: "role_grants",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "given_by",
                table: "role_grants",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "alone_reason",
                table: "bulletins",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTime>(
                name: "alone_until",
                table: "bulletins",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "campaign",
                table: "bulletins",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "confirmed",
                table: "bulletins",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "first_approval",
                table: "bulletins",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<Guid>(
                name: "reused_from",
                table: "bulletins",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "bulletins",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "topic",
                table: "bulletins",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "mail_wish",
                table: "accounts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "access_settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bulletin = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_comments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_recordings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    sound = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    findings = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    author_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdrawn_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    folded = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_recordings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_upload_pieces",
                columns: table => new
                {
                    upload = table.Column<Guid>(type: "uuid", nullable: false),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_upload_pieces", x => new { x.upload, x.start });
                });

            migrationBuilder.CreateTable(
                name: "bulletin_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(260)", maxLength: 260, nullable: false, collation: "C"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_versions",
                columns: table => new
                {
                    bulletin = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false, collation: "C"),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_versions", x => new { x.bulletin, x.version });
                });

            migrationBuilder.CreateTable(
                name: "bulletin_voices",
                columns: table => new
                {
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    voice = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    words_per_minute = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_voices", x => x.unit);
                });

            migrationBuilder.CreateTable(
                name: "campaign_receipts",
                columns: table => new
                {
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_receipts", x => new { x.campaign, x.unit });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    signed = table.Column<DateOnly>(type: "date", nullable: false),
                    title = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    guidance = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false, collation: "C"),
                    target = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    samples = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dossier_acts",
                columns: table => new
                {
                    dossier = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    deed = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    previous = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_acts", x => new { x.dossier, x.number });
                });

            migrationBuilder.CreateTable(
                name: "dossier_sheets",
                columns: table => new
                {
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_sheets", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "dossiers",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    serial = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    province = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    field = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    year = table.Column<int>(type: "integer", nullable: false),
                    set = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sample = table.Column<bool>(type: "boolean", nullable: false),
                    template = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    step = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    desk = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    order = table.Column<int>(type: "integer", nullable: false),
                    escalated = table.Column<bool>(type: "boolean", nullable: false),
                    decided = table.Column<bool>(type: "boolean", nullable: false),
                    drifted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    year = table.Column<int>(type: "integer", nullable: false),
                    indicator = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    added = table.Column<bool>(type: "boolean", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evidence_kept",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    media_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_kept", x => x.sha256);
                });

            migrationBuilder.CreateTable(
                name: "import_jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    actor = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    areas = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    map = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    begun = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    beat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    turn = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    part = table.Column<double>(type: "double precision", nullable: false),
                    stop_asked = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_pieces",
                columns: table => new
                {
                    job = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_pieces", x => new { x.job, x.number });
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    shown_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    expires = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    to = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fault = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    right = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    here = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    args = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    link = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    posted = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "press_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    bulletin = table.Column<Guid>(type: "uuid", nullable: true),
                    campaign = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    taken_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    taken_back_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_press_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pronunciations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    written = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    spoken = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pronunciations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "set_drafts",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    set = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    changed = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_set_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sheet_ops",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    actor = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    op_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    n = table.Column<long>(type: "bigint", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    year = table.Column<int>(type: "integer", nullable: false),
                    sheet_set = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    field = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    value_from = table.Column<DateOnly>(type: "date", nullable: true),
                    client_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheet_ops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "survey_quotas",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "integer", nullable: false),
                    hamlet = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    households = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_quotas", x => new { x.survey_id, x.hamlet });
                });

            migrationBuilder.CreateTable(
                name: "survey_slips",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    hamlet = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_slips", x => new { x.survey_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "survey_tallies",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "integer", nullable: false),
                    hamlet = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    content = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    said = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_tallies", x => new { x.survey_id, x.hamlet, x.content, x.said });
                });

            migrationBuilder.CreateTable(
                name: "surveys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    template = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    period = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    opened = table.Column<DateOnly>(type: "date", nullable: false),
                    deadline = table.Column<DateOnly>(type: "date", nullable: false),
                    closed = table.Column<DateOnly>(type: "date", nullable: true),
                    published = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_surveys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_copies",
                columns: table => new
                {
                    notice_id = table.Column<int>(type: "integer", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    read = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    mailed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_copies", x => new { x.notice_id, x.user_name });
                    table.ForeignKey(
                        name: "fk_notice_copies_notices_notice_id",
                        column: x => x.notice_id,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_alone_until",
                table: "bulletins",
                column: "alone_until");

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_campaign",
                table: "bulletins",
                column: "campaign");

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_play_at",
                table: "bulletins",
                column: "play_at");

            migrationBuilder.CreateIndex(
                name: "ix_bulletin_comments_bulletin",
                table: "bulletin_comments",
                column: "bulletin");

            migrationBuilder.CreateIndex(
                name: "ix_bulletin_recordings_area_made_at",
                table: "bulletin_recordings",
                columns: new[] { "area", "made_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bulletin_uploads_author_at",
                table: "bulletin_uploads",
                columns: new[] { "author", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_campaigns_to_from",
                table: "campaigns",
                columns: new[] { "to", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_decided_serial",
                table: "dossiers",
                columns: new[] { "decided", "serial" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_desk_order_serial",
                table: "dossiers",
                columns: new[] { "desk", "order", "serial" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_drifted_province",
                table: "dossiers",
                columns: new[] { "drifted", "province" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_order_serial",
                table: "dossiers",
                columns: new[] { "order", "serial" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_serial",
                table: "dossiers",
                column: "serial",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_unit_year",
                table: "dossiers",
                columns: new[] { "unit", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_sha256",
                table: "evidence",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_unit_year",
                table: "evidence",
                columns: new[] { "unit", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_import_jobs_actor_begun",
                table: "import_jobs",
                columns: new[] { "actor", "begun" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_state_not_before",
                table: "mails",
                columns: new[] { "state", "not_before" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_copies_mailed",
                table: "notice_copies",
                column: "mailed");

            migrationBuilder.CreateIndex(
                name: "ix_notice_copies_user_name_read",
                table: "notice_copies",
                columns: new[] { "user_name", "read" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_key",
                table: "notices",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "ix_notices_settled",
                table: "notices",
                column: "settled");

            migrationBuilder.CreateIndex(
                name: "ix_press_items_bulletin",
                table: "press_items",
                column: "bulletin");

            migrationBuilder.CreateIndex(
                name: "ix_press_items_campaign",
                table: "press_items",
                column: "campaign");

            migrationBuilder.CreateIndex(
                name: "ix_press_items_day",
                table: "press_items",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_pronunciations_unit_key",
                table: "pronunciations",
                columns: new[] { "unit", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_set_drafts_changed",
                table: "set_drafts",
                column: "changed");

            migrationBuilder.CreateIndex(
                name: "ix_sheet_ops_op_id_actor",
                table: "sheet_ops",
                columns: new[] { "op_id", "actor" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sheet_ops_unit_year_field_version",
                table: "sheet_ops",
                columns: new[] { "unit", "year", "field", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_slips_hash",
                table: "survey_slips",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_surveys_unit_template_period",
                table: "surveys",
                columns: new[] { "unit", "template", "period" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_settings");

            migrationBuilder.DropTable(
                name: "bulletin_comments");

            migrationBuilder.DropTable(
                name: "bulletin_recordings");

            migrationBuilder.DropTable(
                name: "bulletin_upload_pieces");

            migrationBuilder.DropTable(
                name: "bulletin_uploads");

            migrationBuilder.DropTable(
                name: "bulletin_versions");

            migrationBuilder.DropTable(
                name: "bulletin_voices");

            migrationBuilder.DropTable(
                name: "campaign_receipts");

            migrationBuilder.DropTable(
                name: "campaigns");

            migrationBuilder.DropTable(
                name: "dossier_acts");

            migrationBuilder.DropTable(
                name: "dossier_sheets");

            migrationBuilder.DropTable(
                name: "dossiers");

            migrationBuilder.DropTable(
                name: "evidence");

            migrationBuilder.DropTable(
                name: "evidence_kept");

            migrationBuilder.DropTable(
                name: "import_jobs");

            migrationBuilder.DropTable(
                name: "import_pieces");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "notice_copies");

            migrationBuilder.DropTable(
                name: "press_items");

            migrationBuilder.DropTable(
                name: "pronunciations");

            migrationBuilder.DropTable(
                name: "set_drafts");

            migrationBuilder.DropTable(
                name: "sheet_ops");

            migrationBuilder.DropTable(
                name: "survey_quotas");

            migrationBuilder.DropTable(
                name: "survey_slips");

            migrationBuilder.DropTable(
                name: "survey_tallies");

            migrationBuilder.DropTable(
                name: "surveys");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropIndex(
                name: "ix_bulletins_alone_until",
                table: "bulletins");

            migrationBuilder.DropIndex(
                name: "ix_bulletins_campaign",
                table: "bulletins");

            migrationBuilder.DropIndex(
                name: "ix_bulletins_play_at",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "role_grants");

            migrationBuilder.DropColumn(
                name: "for",
                table: "role_grants");

            migrationBuilder.DropColumn(
                name: "given_by",
                table: "role_grants");

            migrationBuilder.DropColumn(
                name: "alone_reason",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "alone_until",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "campaign",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "confirmed",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "first_approval",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "reused_from",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "source",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "topic",
                table: "bulletins");

            migrationBuilder.DropColumn(
                name: "mail_wish",
                table: "accounts");
        }
    }
}
