-- The rest of the registry. A <name>_key is the name in lower case: what is unique in any case, sorted and searched.

create sequence app_group_seq start with 1 increment by 1;
create table app_group (
    id          bigint        not null primary key,
    version     bigint        not null,
    name        varchar(100)  not null,
    name_key    varchar(100)  not null,
    description varchar(2000) not null,
    created_at  timestamp(3)  not null,
    created_by  varchar(64)   not null,
    changed_at  timestamp(3)  not null,
    changed_by  varchar(64)   not null,
    constraint uq_app_group__name unique (name_key)
);

alter table app_user add column group_id bigint;
alter table app_user add column must_change_password boolean default false not null;
alter table app_user add constraint fk_app_user__group_id foreign key (group_id) references app_group (id);
create index ix_app_user__group_id on app_user (group_id);

create sequence category_seq start with 1 increment by 1;
create table category (
    id             bigint       not null primary key,
    version        bigint       not null,
    name           varchar(100) not null,
    name_key       varchar(100) not null,
    colour         varchar(7)   not null,
    retention_days integer,
    active         boolean      not null,
    created_at     timestamp(3) not null,
    created_by     varchar(64)  not null,
    changed_at     timestamp(3) not null,
    changed_by     varchar(64)  not null,
    constraint uq_category__name unique (name_key)
);

create sequence registrator_seq start with 1 increment by 1;
create table registrator (
    id            bigint       not null primary key,
    version       bigint       not null,
    name          varchar(100) not null,
    name_key      varchar(100) not null,
    serial_number varchar(64)  not null,
    user_id       bigint,
    active        boolean      not null,
    created_at    timestamp(3) not null,
    created_by    varchar(64)  not null,
    changed_at    timestamp(3) not null,
    changed_by    varchar(64)  not null,
    constraint uq_registrator__serial_number unique (serial_number),
    constraint fk_registrator__user_id foreign key (user_id) references app_user (id)
);
create index ix_registrator__name_key on registrator (name_key, id);
create index ix_registrator__user_id on registrator (user_id);

-- content names what is kept in the files directory; without it only the record exists.
alter table file add column name_key varchar(255) default '' not null;
alter table file add column category_id bigint;
alter table file add column registrator_id bigint;
alter table file add column owner_id bigint;
alter table file add column recorded_at timestamp(3);
alter table file add column uploaded_at timestamp(3);
alter table file add column sha256 varchar(64);
alter table file add column content varchar(64);
update file set name_key = lower(name);
alter table file add constraint fk_file__category_id foreign key (category_id) references category (id);
alter table file add constraint fk_file__registrator_id foreign key (registrator_id) references registrator (id);
alter table file add constraint fk_file__owner_id foreign key (owner_id) references app_user (id);
drop index ix_file__name;
create index ix_file__name_key on file (name_key, id);
create index ix_file__size on file (size, id);
create index ix_file__media_type on file (media_type, id);
create index ix_file__pinned on file (pinned, id);
create index ix_file__recorded_at on file (recorded_at, id);
create index ix_file__uploaded_at on file (uploaded_at, id);
create index ix_file__created_at on file (created_at, id);
drop index ix_file__changed_at;
create index ix_file__changed_at on file (changed_at, id);
create index ix_file__category_id on file (category_id);
create index ix_file__registrator_id on file (registrator_id);
create index ix_file__owner_id on file (owner_id);

-- What changed last, for the home page; the oldest rows are removed.
create sequence activity_seq start with 1 increment by 1;
create table activity (
    id        bigint       not null primary key,
    at        timestamp(3) not null,
    login     varchar(64)  not null,
    topic     varchar(64)  not null,
    reason    varchar(16)  not null,
    record_id varchar(64)  not null,
    name      varchar(255) not null
);

-- The workers, each with its last sign of life.
create table worker (
    number      bigint       not null primary key,
    started_at  timestamp(3) not null,
    seen_at     timestamp(3) not null,
    bus         varchar(8)   not null
);
