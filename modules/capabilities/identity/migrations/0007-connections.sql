-- Systems of departments that people sign in to with their one account, or that call others on their behalf.
-- asked: an engineer has registered it, nobody has said yes · approved · refused · suspended
create table connection (
  id uuid primary key,
  unit text not null,
  name text not null,
  purpose text not null,
  state text not null check (state in ('opened', 'asked', 'approved', 'refused', 'suspended')),
  opened_by text not null,
  opened_at timestamptz not null,
  ticket text unique,
  ticket_until timestamptz,
  client text unique,
  metadata jsonb,
  registered_at timestamptz,
  scopes text[] not null default '{}',
  audience text unique,
  offers text[] not null default '{}',
  calls jsonb not null default '[]',
  decided_by text,
  decided_at timestamptz,
  reason text
);
create index connection_by_unit on connection (unit, opened_at desc);
create index connection_by_state on connection (state, opened_at desc);
