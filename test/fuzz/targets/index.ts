import type { Target } from '../target.ts';
import { bundles } from './bundles.ts';
import { journals } from './journals.ts';
import { kubeconfigs } from './kubeconfigs.ts';
import { kubernetes } from './kubernetes.ts';
import { logs } from './logs.ts';
import { pagerduty } from './pagerduty.ts';
import { playbooks } from './playbooks.ts';
import { prometheus } from './prometheus.ts';
import { redaction } from './redaction.ts';
import { view } from './view.ts';
import { webhook } from './webhook.ts';
import { wrappedLogs } from './wrapped-logs.ts';

export const TARGETS: readonly Target[] = [
  ...[
    webhook,
    view,
    bundles,
    journals,
    kubeconfigs,
    playbooks,
    kubernetes,
    prometheus,
    pagerduty,
    logs,
    wrappedLogs,
    redaction,
  ],
];
