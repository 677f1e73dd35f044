create table message (id uuid primary key, receiver text not null, at timestamptz not null, template text not null, title text not null, text text not null, link text, read_at timestamptz, source uuid not null, unique (source, template, receiver));
create index message_by_receiver on message (receiver, id desc);
