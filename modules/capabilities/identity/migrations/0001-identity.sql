-- One account per natural person; officials sign in by the account that their post gives them.
create table account (
  id uuid primary key,
  subject_index text not null unique,
  subject bytea not null,
  name text not null,
  password text not null,
  assurance text not null,
  created_at timestamptz not null
);
create table session (
  token text primary key,
  login text not null,
  kind text not null,
  subject bytea,
  name text not null,
  assurance text not null,
  firm text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_expiry on session (expires_at);
create table failure (login text primary key, count int not null, until timestamptz);
create table delegation (
  id uuid primary key,
  firm text not null,
  firm_name text not null,
  giver_index text not null,
  agent_index text not null,
  agent_name text not null,
  until date not null,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index delegation_by_agent on delegation (agent_index);
create index delegation_by_giver on delegation (giver_index);
-- What the OpenID provider keeps: sessions, grants, codes, tokens.
create table oidc (
  kind text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (kind, id)
);
create index oidc_by_grant on oidc (grant_id) where grant_id is not null;
create index oidc_by_uid on oidc (uid) where uid is not null;
