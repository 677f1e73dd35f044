-- Where somebody wants their messages as well; proved by a code that was sent there. Addresses are sealed.
create table mail_address (receiver text primary key, sealed bytea not null, since timestamptz not null);
create table mail_asked (receiver text primary key, sealed bytea not null, code text not null, tries int not null default 0, until timestamptz not null, asked int not null default 1, began timestamptz not null);
-- A message on its way out; `due`: when it is tried next, or tried again because whoever tried it has not come back.
create table letter (message uuid primary key, receiver text not null, state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')), tries int not null default 0, due timestamptz not null, sent_at timestamptz);
create index letter_due on letter (due) where state = 'waiting';
