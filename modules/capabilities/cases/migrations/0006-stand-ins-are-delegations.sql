-- Stand-ins are delegations of posts and belong to identity; those in force go along.
insert into identity.delegation (id, principal_kind, principal, principal_name, giver_index, giver_name, agent_index, agent_name, since, until, created_at)
  select md5('stand-in/' || s.account)::uuid, 'post', coalesce((select p.id::text from organisations.post p where p.account = s.account and p.closed_at is null order by p.since, p.id limit 1), s.account), coalesce(giver.name, s.account), s.account, coalesce(giver.name, s.account), s.instead, coalesce(agent.name, s.instead), s.since, s.until, s.at
  from stand_in s left join organisations.staff giver on giver.account = s.account left join organisations.staff agent on agent.account = s.instead;
drop table stand_in;
