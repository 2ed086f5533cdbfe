--liquibase formatted sql

--changeset sath:orchestration-005-orders
-- What a bot is granted and what became of its runs are each a thing of its own.
UPDATE bot_controls SET orders = jsonb_build_object(
    'epoch', orders -> 'epoch',
    'opening', orders -> 'opening',
    'resend', orders -> 'resend',
    'granted', jsonb_build_object(
        'until', orders -> 'entriesUntil',
        'paidUntil', orders -> 'paidUntil',
        'quota', orders -> 'quota'),
    'past', jsonb_build_object(
        'act', orders -> 'act',
        'startedAct', orders -> 'startedAct',
        'deaths', orders -> 'deaths',
        'gaveUpAt', orders -> 'gaveUpAt',
        'countedInstance', orders -> 'countedInstance',
        'reports', orders -> 'reports',
        'stopTried', orders -> 'stopTried',
        'incomplete', orders -> 'incomplete'))
WHERE jsonb_exists(orders, 'act');
