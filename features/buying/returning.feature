@journey:returning-customer @where-offered
Feature: Coming back
  Somebody whom the shop knows should not have to tell everything again.

  @demo
  Scenario: A regular buys with her account
    Given Sioned is "returning-regular"
    When she opens the shop
    And she buys "Wool Walking Socks" with her account
    Then the order is placed
    And the price she pays is the price she was shown
    And nothing got in her way
