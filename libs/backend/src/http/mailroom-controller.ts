import { applyDecorators, Controller, UseFilters, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessGuard } from './access.guard';
import { ProblemFilter } from './problem-filter';

/** A controller of the plugin: guarded and answering with problem documents, whatever the host does elsewhere. */
export const MailroomController = (path: string) =>
  applyDecorators(Controller(path), UseGuards(AccessGuard), UseFilters(ProblemFilter), ApiTags('mail'));
