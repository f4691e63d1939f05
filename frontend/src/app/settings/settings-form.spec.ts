import { changeOf, modelOf } from './settings-form';

const settings = {
  tokensOnly: true,
  defaultTokenDays: 30,
  maximumTokenDays: 60,
  decisionRetentionDays: 90,
  activityRetentionDays: 365,
  version: 4,
};

describe('the form of the settings', () => {
  it.each([60, null])('keeps a longest life of %s as it is', (maximumTokenDays) => {
    const { version: _version, ...expected } = { ...settings, maximumTokenDays };
    expect(changeOf(modelOf({ ...settings, maximumTokenDays }))).toEqual(expected);
  });
});
