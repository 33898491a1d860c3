@journey:help-after-purchase
Feature: Help after the purchase

  @where-offered @demo
  Scenario: She finds her order again and sends it back
    Given Edith is "careful-reader"
    When she buys "Trail Boots" as a guest
    Then the order is placed
    And a confirmation e-mail reaches her within 30 seconds
    When she opens the order from the e-mail
    And she starts a return because "They pinch at the heel"
    Then nothing got in her way

  @where-offered
  Scenario: She asks the shop something
    Given Hannah is "calm-desktop"
    When she opens the shop
    And she asks the shop: "Does the blue teapot come with a lid?"
    Then nothing got in her way

  Scenario: She looks up how returns work before she buys
    Given Hannah is "calm-desktop"
    When she opens the shop
    And she opens "Trail Boots"
    And she reads how to return something
    Then nothing got in her way

  Scenario: Help is where one looks for it
    Given Femi is "impatient-buyer"
    When he opens the shop
    And he looks for help
    Then nothing got in his way
