-- Tickets by which elder systems began sessions of their own: by these they are told that somebody has signed out (CAS Protocol 3.0.3, 2.3.3).
create table cas_session (ticket text primary key, client text not null, sub text not null, service text not null, at timestamptz not null);
create index cas_session_by_subject on cas_session (client, sub);
create index cas_session_by_time on cas_session (at);
