import { Module } from '@nestjs/common';
import { HostEventDelivery } from './host-event-delivery';
import { HostEventQueue } from './host-event-queue';

/** Tells the host what happens to its mail, where it wants to know. */
@Module({ providers: [HostEventDelivery, HostEventQueue] })
export class HostEventsModule {}
