-- A session has a number of its own, so that its holder sees and ends it without knowing its secret; how, on what and from where it began.
alter table session add column id uuid, add column how text[] not null default '{}', add column device text not null default '', add column address text not null default '', add column seen_at timestamptz;
create unique index session_by_id on session (id) where id is not null;
create index session_by_login on session (login);
-- Who came in under somebody's name, and who tried to; kept as long as logs must be (网络安全法 第二十一条: six months).
create table sign_in (
  id uuid primary key,
  login text not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('in', 'failed', 'locked')),
  how text[] not null default '{}',
  device text not null,
  address text not null
);
create index sign_in_by_login on sign_in (login, at desc);
create index sign_in_by_time on sign_in (at);
-- Public keys of devices; the private one never leaves its device.
create table passkey (
  id text primary key,
  login text not null,
  kind text not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  synced boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_by_login on passkey (login);
-- What somebody is asked to answer within minutes: a device's signature over a number used once, or a code on their telephone.
create table challenge (key text primary key, value jsonb not null, tries int not null default 0, until timestamptz not null);
create index challenge_by_time on challenge (until);
-- A code that a counter hands out to somebody who has shown who they are; it signs in once.
create table recovery (login text primary key, code text not null, until timestamptz not null, by text not null, at timestamptz not null);
