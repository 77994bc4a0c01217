import type { Outlet } from '../outlets/outlet.ts';
import { pagerDutyOutlet } from '../outlets/pagerduty.ts';
import type { TaskPorts } from './open.ts';

/** Where notes go: what knows which outlets there are. */
export const outletOf = ({ pagerduty }: Pick<TaskPorts, 'pagerduty'>): Outlet => pagerDutyOutlet(pagerduty);
