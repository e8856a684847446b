using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LangSo.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claim_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claim_value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claims", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_logins", x => new { x.login_provider, x.provider_key });
                });

            migrationBuilder.CreateTable(
                name: "account_tokens",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_tokens", x => new { x.user_id, x.login_provider, x.name });
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    shown_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    normalized_user_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    normalized_email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_sounds",
                columns: table => new
                {
                    spoken_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_sounds", x => x.spoken_hash);
                });

            migrationBuilder.CreateTable(
                name: "bulletins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false, collation: "C"),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false, collation: "C"),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    @class = table.Column<int>(name: "class", type: "integer", nullable: false),
                    play_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    own_headline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    own_facts = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    author_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    edited = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    spoken = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    card = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sound = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    submitted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    return_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    approved_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    withdrawn_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    folded = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    field = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    effective = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sample = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    key_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    highest_class = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    jws = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "devices",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    volume = table.Column<int>(type: "integer", nullable: false),
                    enrol_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true, collation: "C"),
                    enrol_code_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    enrolled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_state = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_seen = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    added = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_devices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "instruments",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    @short = table.Column<string>(name: "short", type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    issued = table.Column<DateOnly>(type: "date", nullable: false),
                    effective = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    sample = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instruments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    previous = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    serial = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    bulletin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    area = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    @class = table.Column<string>(name: "class", type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    issued = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdraws = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    signer = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    jws = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    delegation_jws = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                });

            // By month, so that old months are let go whole; what belongs to no month that was made lies in the last one.
            migrationBuilder.Sql(
                """
                create table plays (
                    device varchar(32) collate "C" not null,
                    n bigint not null,
                    month date not null,
                    order_id varchar(64) collate "C" not null,
                    bulletin varchar(64) collate "C" not null,
                    media varchar(64) collate "C",
                    planned timestamptz,
                    started timestamptz,
                    ended timestamptz,
                    result varchar(16) collate "C" not null,
                    reason varchar(400) collate "C",
                    start_error_ms double precision,
                    received timestamptz not null,
                    constraint pk_plays primary key (device, n, month)
                ) partition by range (month);
                create table plays_other partition of plays default;
                """);

            migrationBuilder.CreateTable(
                name: "role_grants",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_kinds",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    level = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    rank = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_kinds", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "unit_lineage",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    from = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    to = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    instrument = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_lineage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    sample = table.Column<bool>(type: "boolean", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "facts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    indicator = table.Column<string>(type: "character varying(64)", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    source_kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sample = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_facts", x => x.id);
                    table.ForeignKey(
                        name: "fk_facts_indicators_indicator",
                        column: x => x.indicator,
                        principalTable: "indicators",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    instrument = table.Column<string>(type: "character varying(32)", nullable: false, collation: "C"),
                    clause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded = table.Column<DateOnly>(type: "date", nullable: false),
                    question = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_events_instruments_instrument",
                        column: x => x.instrument,
                        principalTable: "instruments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_normalized_user_name",
                table: "accounts",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_area",
                table: "bulletins",
                column: "area");

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_starts_at",
                table: "bulletins",
                column: "starts_at");

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_state_edited",
                table: "bulletins",
                columns: new[] { "state", "edited" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_number",
                table: "decisions",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_unit",
                table: "decisions",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_delegations_user_name_valid_until",
                table: "delegations",
                columns: new[] { "user_name", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_devices_enrol_code",
                table: "devices",
                column: "enrol_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_devices_unit",
                table: "devices",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_facts_indicator_unit",
                table: "facts",
                columns: new[] { "indicator", "unit" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_subject",
                table: "ledger",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_orders_bulletin",
                table: "orders",
                column: "bulletin");

            migrationBuilder.CreateIndex(
                name: "ix_orders_expires",
                table: "orders",
                column: "expires");

            migrationBuilder.CreateIndex(
                name: "ix_orders_serial",
                table: "orders",
                column: "serial",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plays_bulletin",
                table: "plays",
                column: "bulletin");

            migrationBuilder.CreateIndex(
                name: "ix_plays_result_received",
                table: "plays",
                columns: new[] { "result", "received" });

            migrationBuilder.CreateIndex(
                name: "ix_role_grants_user_name",
                table: "role_grants",
                column: "user_name");

            migrationBuilder.CreateIndex(
                name: "ix_unit_events_instrument",
                table: "unit_events",
                column: "instrument");

            migrationBuilder.CreateIndex(
                name: "ix_unit_events_unit",
                table: "unit_events",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_unit_lineage_from",
                table: "unit_lineage",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_unit_lineage_to",
                table: "unit_lineage",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "ix_unit_versions_code",
                table: "unit_versions",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_unit_versions_unit_from_recorded",
                table: "unit_versions",
                columns: new[] { "unit", "from", "recorded" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_claims");

            migrationBuilder.DropTable(
                name: "account_logins");

            migrationBuilder.DropTable(
                name: "account_tokens");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "bulletin_sounds");

            migrationBuilder.DropTable(
                name: "bulletins");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropTable(
                name: "devices");

            migrationBuilder.DropTable(
                name: "facts");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "plays");

            migrationBuilder.DropTable(
                name: "role_grants");

            migrationBuilder.DropTable(
                name: "unit_events");

            migrationBuilder.DropTable(
                name: "unit_kinds");

            migrationBuilder.DropTable(
                name: "unit_lineage");

            migrationBuilder.DropTable(
                name: "unit_versions");

            migrationBuilder.DropTable(
                name: "indicators");

            migrationBuilder.DropTable(
                name: "instruments");
        }
    }
}
