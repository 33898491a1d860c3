@journey:guest-purchase
Feature: The basket keeps its word

  Background:
    Given Hannah is "calm-desktop"
    And she opens the shop

  Scenario: What she put in is still there after a reload
    When she puts "Enamel Teapot" in her basket
    And she opens her basket
    And she reloads the basket
    Then everything she put in the basket is still there
    And nothing got in her way

  Scenario: She changes her mind about how many
    When she puts "Storage Jar" in her basket
    And she opens her basket
    And she changes the quantity of "Storage Jar" to 3
    Then the basket holds 3 pieces
    And the total is right

  Scenario: She takes something out again
    When she puts "Pencil Pot" in her basket
    And she puts "Oak Letter Tray" in her basket
    And she opens her basket
    And she removes "Pencil Pot"
    Then the basket holds "Oak Letter Tray"
    And the basket holds 1 piece

  @where-offered
  Scenario: A voucher lowers the total
    When she puts "Woven Jute Rug" in her basket
    And she opens her basket
    And she enters the voucher "WELCOME10"
    Then the voucher lowers the total

  Scenario: She chooses her size
    When she opens "Fisherman Jumper"
    And she chooses the size "M"
    And she puts it in her basket
    And she opens her basket
    Then the basket holds "Fisherman Jumper"
