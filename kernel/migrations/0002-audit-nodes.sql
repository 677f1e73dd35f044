-- Complete subtrees of the Merkle log above its leaves: what a proof reads. Level 0 stands in audit_leaf.
create table audit_node (level int not null, position bigint not null, hash bytea not null, primary key (level, position));

revoke update, delete on audit_node from xiangyun_app;
