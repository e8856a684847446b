using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LangSo.Server.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "for",
                table: "role_grants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "given_by",
                table: "role_grants",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "alone_reason",
                table: "bulletins",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "alone_until",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "campaign",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "confirmed",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "first_approval",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "reused_from",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "bulletins",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "topic",
                table: "bulletins",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mail_wish",
                table: "accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bulletin = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_comments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_recordings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    sound = table.Column<string>(type: "TEXT", nullable: false),
                    findings = table.Column<string>(type: "TEXT", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    author_name = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    folded = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_recordings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_upload_pieces",
                columns: table => new
                {
                    upload = table.Column<Guid>(type: "TEXT", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_upload_pieces", x => new { x.upload, x.start });
                });

            migrationBuilder.CreateTable(
                name: "bulletin_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_versions",
                columns: table => new
                {
                    bulletin = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_versions", x => new { x.bulletin, x.version });
                });

            migrationBuilder.CreateTable(
                name: "bulletin_voices",
                columns: table => new
                {
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    voice = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    words_per_minute = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_voices", x => x.unit);
                });

            migrationBuilder.CreateTable(
                name: "campaign_receipts",
                columns: table => new
                {
                    campaign = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_receipts", x => new { x.campaign, x.unit });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    signed = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    guidance = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    samples = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    is_sample = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dossier_acts",
                columns: table => new
                {
                    dossier = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    deed = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    previous = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_acts", x => new { x.dossier, x.number });
                });

            migrationBuilder.CreateTable(
                name: "dossier_sheets",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_sheets", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "dossiers",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    serial = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    province = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    set = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    template = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    desk = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    entered_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    escalated = table.Column<bool>(type: "INTEGER", nullable: false),
                    decided = table.Column<bool>(type: "INTEGER", nullable: false),
                    drifted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    indicator = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    added = table.Column<bool>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evidence_kept",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_kept", x => x.sha256);
                });

            migrationBuilder.CreateTable(
                name: "import_jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    as_of = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    recorded = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    areas = table.Column<string>(type: "TEXT", nullable: false),
                    map = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    begun = table.Column<DateTime>(type: "TEXT", nullable: false),
                    beat = table.Column<DateTime>(type: "TEXT", nullable: false),
                    turn = table.Column<DateTime>(type: "TEXT", nullable: false),
                    part = table.Column<double>(type: "REAL", nullable: false),
                    stop_asked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_pieces",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_pieces", x => new { x.job, x.number });
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    shown_name = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    expires = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    not_before = table.Column<DateTime>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    fault = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    right = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    here = table.Column<bool>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    args = table.Column<string>(type: "TEXT", nullable: false),
                    link = table.Column<string>(type: "TEXT", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    posted = table.Column<DateTime>(type: "TEXT", nullable: false),
                    settled = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "press_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    bulletin = table.Column<Guid>(type: "TEXT", nullable: true),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    taken_back_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    taken_back_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_press_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pronunciations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    written = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    spoken = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pronunciations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "set_drafts",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    set = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    changed = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_set_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sheet_ops",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    op_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    n = table.Column<long>(type: "INTEGER", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    sheet_set = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    value_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    client_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheet_ops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "survey_quotas",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "INTEGER", nullable: false),
                    hamlet = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    households = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_quotas", x => new { x.survey_id, x.hamlet });
                });

            migrationBuilder.CreateTable(
                name: "survey_slips",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    hamlet = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_slips", x => new { x.survey_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "survey_tallies",
                columns: table => new
                {
                    survey_id = table.Column<int>(type: "INTEGER", nullable: false),
                    hamlet = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    said = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_tallies", x => new { x.survey_id, x.hamlet, x.content, x.said });
                });

            migrationBuilder.CreateTable(
                name: "surveys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    template = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    opened = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    deadline = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    closed = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    published = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_surveys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_copies",
                columns: table => new
                {
                    notice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    read = table.Column<DateTime>(type: "TEXT", nullable: true),
                    mailed = table.Column<bool>(type: "INTEGER", nullable: false)
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
