"""The first schema.

What the product relies on is a constraint here, not a habit of the code: one row per MessageSid, one event
per id and agency, one contact per phone and agency, one open dialogue per contact, one text per notice and
contact, statuses that only go forward, a consent history that only grows.
"""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
create table api_keys (
    id text primary key,
    agency text not null,
    name text not null,
    scopes text[] not null check (scopes <@ array['events', 'read', 'write', 'admin'] and scopes <> '{}'),
    secret_sha256 bytea not null unique,
    created_at timestamptz not null,
    revoked_at timestamptz
);

create table cases (
    id bigint generated always as identity primary key,
    agency text not null,
    incident text not null,
    state text not null,
    protected boolean not null,
    snapshot jsonb not null,
    opened_at timestamptz not null,
    updated_at timestamptz not null,
    waiting_due_at timestamptz,
    merged_into bigint references cases,
    unique (agency, incident)
);
create index cases_waiting on cases (waiting_due_at) where waiting_due_at is not null;

create table case_aliases (
    agency text not null,
    incident text not null,
    case_id bigint not null references cases,
    primary key (agency, incident)
);
create index case_aliases_by_case on case_aliases (case_id);

create table events (
    sequence bigint generated always as identity primary key,
    agency text not null,
    event_id text not null,
    incident text not null,
    case_id bigint references cases,
    type text not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    effective_at timestamptz not null,
    data jsonb not null,
    outcome text not null,
    reason text,
    first jsonb,
    key_id text references api_keys,
    unique (agency, event_id)
);
create index events_by_case on events (case_id, sequence);
create index events_waiting on events (agency, incident) where outcome = 'waiting';
create index events_unmatched on events (received_at) where outcome = 'waiting';

create table rejected_events (
    id bigint generated always as identity primary key,
    agency text not null,
    received_at timestamptz not null,
    reason text not null,
    body text not null,
    errors jsonb not null,
    key_id text references api_keys
);

create table contacts (
    id bigint generated always as identity primary key,
    agency text not null,
    phone text not null,
    valid boolean not null,
    language text,
    heard_language text not null default '',
    heard_count integer not null default 0,
    consent text not null default 'granted' check (consent in ('granted', 'opted_out', 'unreachable')),
    introduced_by uuid,
    created_at timestamptz not null,
    unique (agency, phone)
);

create table case_contacts (
    case_id bigint not null references cases,
    contact_id bigint not null references contacts,
    role text not null,
    name text,
    linked boolean not null default true,
    barred_at timestamptz,
    primary key (case_id, contact_id)
);
create index case_contacts_by_contact on case_contacts (contact_id);

create table consent_history (
    id bigint generated always as identity primary key,
    agency text not null,
    contact_id bigint not null references contacts,
    at timestamptz not null,
    consent text not null check (consent in ('granted', 'opted_out', 'unreachable')),
    how text not null,
    words text,
    message_id uuid
);
create index consent_history_by_contact on consent_history (contact_id, id);

create table messages (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    agency text,
    direction text not null check (direction in ('inbound', 'outbound')),
    case_id bigint references cases,
    contact_id bigint references contacts,
    kind text,
    lane text,
    urgency smallint,
    notice jsonb,
    notice_key text,
    body text,
    language text,
    status text not null check (status in ('received', 'queued', 'sending', 'sent', 'delivered',
        'undelivered', 'failed', 'expired', 'suppressed', 'cancelled')),
    reason text,
    error_code integer,
    segments integer not null default 0,
    attempts integer not null default 0,
    resends integer not null default 0 check (resends <= 1),
    sid text unique,
    created_at timestamptz not null,
    due_at timestamptz,
    expires_at timestamptz,
    started_at timestamptz,
    lease_until timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    intent text,
    media jsonb,
    reply_to uuid references messages,
    idempotency_key text,
    idempotency_body text,
    key_id text references api_keys,
    check (agency is not null or direction = 'inbound'),
    check (due_at is null or (direction = 'outbound' and status in ('queued', 'sending'))),
    check (status <> 'queued' or due_at is not null),
    unique (case_id, contact_id, notice_key),
    unique (agency, idempotency_key)
);
create index messages_due on messages (urgency, sequence) where due_at is not null;
create index messages_unsent on messages (contact_id, sequence) where status in ('queued', 'sending');
create index messages_unsent_by_case on messages (case_id, sequence) where status in ('queued', 'sending');
create index messages_by_case on messages (case_id, sequence);
create index messages_by_contact on messages (contact_id, sequence);
create unique index messages_one_reply on messages (reply_to) where reply_to is not null;

create table dialogues (
    id bigint generated always as identity primary key,
    agency text not null,
    contact_id bigint not null references contacts,
    state text not null,
    focus bigint references cases,
    options text[] not null default '{}',
    asked_at timestamptz,
    opened_at timestamptz not null,
    closed_at timestamptz
);
create unique index dialogues_one_open on dialogues (contact_id) where closed_at is null;

create table requests (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    agency text not null,
    kind text not null,
    state text not null default 'open' check (state in ('open', 'claimed', 'closed')),
    urgent boolean not null,
    case_id bigint references cases,
    contact_id bigint references contacts,
    detail jsonb not null,
    messages uuid[] not null default '{}',
    opened_at timestamptz not null,
    due_at timestamptz not null,
    claimed_by text,
    closed_at timestamptz,
    note text
);
create unique index requests_one_per_case on requests (agency, kind, case_id)
    where state <> 'closed' and case_id is not null;
create unique index requests_one_per_phone on requests (agency, kind, contact_id)
    where state <> 'closed' and case_id is null and contact_id is not null;
create index requests_by_agency on requests (agency, sequence);

create table sender_stops (
    agency text primary key,
    error_code integer,
    since timestamptz not null,
    probe_at timestamptz not null
);
"""

RULES = """
create function consent_history_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'consent history is evidence: it is only added to' using errcode = 'check_violation';
end $$;
create trigger consent_history_only_grows before update or delete or truncate on consent_history
    for each statement execute function consent_history_only_grows();

create function message_rank(status text) returns integer language sql immutable as $$
    select case status when 'queued' then 0 when 'sending' then 1 when 'sent' then 2 else 3 end
$$;

-- Forward only, with one exception: a receipt that says that the text certainly never left allows one new
-- attempt, which `resends` counts.
create function message_only_forward() returns trigger language plpgsql as $$
begin
    if new.status <> old.status
        and message_rank(new.status) <= message_rank(old.status)
        and not (old.status = 'sent' and new.status = 'sending' and new.resends = old.resends + 1)
    then
        raise exception 'a message may not go from % to %', old.status, new.status
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger message_only_forward before update of status on messages
    for each row execute function message_only_forward();
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RULES)


def downgrade() -> None:
    op.execute(
        "drop table sender_stops, requests, dialogues, messages, consent_history, case_contacts, contacts, "
        "rejected_events, events, case_aliases, cases, api_keys cascade; "
        "drop function message_only_forward, message_rank, consent_history_only_grows cascade"
    )
