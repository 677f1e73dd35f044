-- Who applied for the applicant by their authorisation, or as their parent; nobody where people apply for themselves.
alter table "case" add column agent text, add column agent_name text;
create index case_by_agent on "case" (agent, submitted_at desc) where agent is not null;
