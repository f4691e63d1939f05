import { applyEach, maxLength, required, type SchemaFn, validate } from '@angular/forms/signals';
import type { RuleListModel } from './rule-model';

const LONGEST = 1024;
const LONGEST_COMMENT = 1000;

/** What can be told without the server, which alone knows whether a rule compiles. */
export const ruleListRules: SchemaFn<RuleListModel> = (path) => {
  applyEach(path.rules, (rule) => {
    validate(rule.match.account, ({ value, valueOf }) =>
      valueOf(rule.who) === 'account' && value() === ''
        ? { kind: 'required', message: 'Type an account or a pattern, or choose somebody else above.' }
        : undefined,
    );
    for (const field of [rule.match.account, rule.match.type, rule.match.name, rule.match.service]) {
      maxLength(field, LONGEST, { message: 'At most 1024 characters.' });
    }
    maxLength(rule.comment, LONGEST_COMMENT, { message: 'At most 1000 characters.' });
    applyEach(rule.match.labels, (label) => {
      required(label.name, { message: 'Type the name of the label.' });
      required(label.value, { message: 'Type the value, or a pattern for it.' });
      validate(label.name, ({ value, valueOf }) =>
        valueOf(rule.match.labels).filter(({ name }) => name === value()).length > 1
          ? { kind: 'unique', message: 'The rule asks for this label already.' }
          : undefined,
      );
    });
  });
};
