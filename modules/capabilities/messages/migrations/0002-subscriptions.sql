create table left_topic (receiver text not null, topic text not null, at timestamptz not null, primary key (receiver, topic));
create table followed_item (receiver text not null, item text not null, since timestamptz not null, primary key (receiver, item));
create index followed_item_by_item on followed_item (item, receiver);
