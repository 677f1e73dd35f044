-- Events that modules tell each other; written in the transaction of the change they tell of.
create table outbox (
  id uuid primary key,
  at timestamptz not null,
  name text not null,
  version int not null,
  payload jsonb not null,
  actor text not null,
  delivered boolean not null default false
);
create index outbox_pending on outbox (id) where not delivered;
create index outbox_by_name on outbox (name, at);

-- Deliveries that failed: tried again with growing pauses, then left for an operator.
create table delivery (
  event uuid not null,
  listener text not null,
  attempts int not null,
  next_at timestamptz,
  error text not null,
  primary key (event, listener)
);

-- Everything that must happen at a time: read with the injected clock, never with the database's.
create table deadline (
  handler text not null,
  key text not null,
  due timestamptz not null,
  payload jsonb not null,
  attempts int not null default 0,
  error text,
  primary key (handler, key)
);
create index deadline_due on deadline (due);

-- Replies of creating requests, so that a repeated request gets the same reply.
create table idempotency (
  actor text not null,
  key text not null,
  route text not null,
  hash text not null,
  reply jsonb not null,
  at timestamptz not null,
  primary key (actor, key)
);

-- Who did what, and who read whose data; each row with its own HMAC-SM3.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  actor_kind text not null,
  act text not null,
  object text not null,
  subject text,
  purpose text,
  law text,
  detail jsonb not null,
  mac text not null
);
create index audit_by_actor on audit (actor, at desc);
create index audit_by_object on audit (object, at desc);
create index audit_by_subject on audit (subject, at desc) where subject is not null;
create index audit_by_time on audit (at desc);
create table audit_pending (id uuid primary key);

-- The Merkle log over committed audit rows (RFC 6962 manner, SM3) and its signed heads.
create table audit_leaf (position bigint primary key, row_id uuid not null unique, hash bytea not null);
create table audit_head (
  size bigint primary key,
  at timestamptz not null,
  root bytea not null,
  frontier jsonb not null,
  signature bytea not null
);

revoke update, delete on audit, audit_leaf, audit_head from xiangyun_app;

-- How far a background worker or a moved clock has come.
create table setting (name text primary key, value jsonb not null);
