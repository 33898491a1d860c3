@bad-day @journey:guest-purchase
Feature: A bad day on the way to the till
  The same errands as always, on a day when something is broken. Nothing on the page gives the fault away.

  @demo
  Scenario: The product page is slow
    Given the shop has a bad day: "slow-product-page"
    And Femi is "impatient-buyer"
    When he opens the shop
    And he opens "Copper Whistling Kettle"
    Then nothing got in his way

  Scenario: The product has no picture
    Given the shop has a bad day: "broken-picture"
    And Hannah is "calm-desktop"
    When she opens the shop
    And she opens "Storage Jar"
    Then nothing got in her way

  Scenario: A link of the menu leads nowhere
    Given the shop has a bad day: "broken-link"
    And Hannah is "calm-desktop"
    When she opens the shop
    And she looks around in "Kitchen"
    Then nothing got in her way

  @demo
  Scenario: The button that should add to the basket is dead
    Given the shop has a bad day: "dead-button"
    And Baptiste is "private-person"
    When he puts "Beeswax Candle" in his basket
    Then the basket holds 1 piece

  @demo
  Scenario: An advertisement lies on the button
    Given the shop has a bad day: "covered-button"
    And Hannah is "calm-desktop"
    When she puts "Oak Picture Frame" in her basket
    Then the basket holds 1 piece

  @demo
  Scenario: The price rises in the basket
    Given the shop has a bad day: "price-drift"
    And Edith is "careful-reader"
    When she puts "Harbour Cushion" in her basket
    And she opens her basket
    Then the price she pays is the price she was shown

  Scenario: The sum does not add up
    Given the shop has a bad day: "total-wrong"
    And Edith is "careful-reader"
    When she puts "Waffle Bath Towel" in her basket
    And she opens her basket
    Then the sum adds up
